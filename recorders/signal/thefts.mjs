// SPDX-License-Identifier: AGPL-3.0-only
// A conversation, Bob's keys copied after each message, and which of Alice's messages each copy opens.

import { Person } from "./people.mjs";

const PLAN = "AAAABBAAABBAABBAAAB";

export async function thefts() {
  const alice = new Person("alice", "11111111-1111-4111-8111-111111111111", "+12025550101");
  const bob = new Person("bob", "22222222-2222-4222-8222-222222222222", "+12025550102");
  await alice.greet(bob);
  const [wire, copies, sizes] = [[], [], []];
  for (const [message, letter] of [...PLAN].entries()) {
    const [writer, reader] = letter === "A" ? [alice, bob] : [bob, alice];
    const text = `message ${String(message).padStart(2, "0")}`;
    const sealed = await writer.write(text, reader);
    if ((await reader.read(sealed, writer)) !== text) throw new Error(`message ${message} arrived changed`);
    wire.push(sealed);
    copies.push(bob.copy());
    sizes.push([message, letter, sealed.first ? "prekey" : "ordinary", text.length, sealed.bytes.length]);
  }
  const exposure = [];
  for (const [snapshot, stolen] of copies.entries()) {
    const thief = stolen.copy(); // reads all in order, and so follows the conversation
    for (const [message, letter] of [...PLAN].entries()) {
      if (letter === "A") exposure.push([snapshot, message, letter, await opens(thief, wire[message], alice)]);
    }
  }
  return { exposure, sizes };
}

async function opens(thief, sealed, writer) {
  const before = thief.copy();
  try {
    await thief.read(sealed, writer);
    return 1;
  } catch {
    Object.assign(thief, before); // a refused message must not change what the thief holds
    return 0;
  }
}
