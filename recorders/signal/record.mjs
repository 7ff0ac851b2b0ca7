// SPDX-License-Identifier: AGPL-3.0-only
// Prints everything that was measured as one JSON text.

import { sealed } from "./sealed.mjs";
import { thefts } from "./thefts.mjs";

console.log(JSON.stringify({ ...(await thefts()), sealed: await sealed(), node: process.versions.node }));
