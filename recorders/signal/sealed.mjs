// SPDX-License-Identifier: AGPL-3.0-only
// One message under Sealed Sender: what stands in the envelope, and what its recipient finds inside.

import * as signal from "@signalapp/libsignal-client";
import { Person } from "./people.mjs";

const TEXT = "meet me at the old harbour";

export async function sealed() {
  const alice = new Person("alice", "9d0652a3-dcc3-4d11-975f-74d61598733f", "+14151111111");
  const bob = new Person("bob", "796abedb-ca4e-4f18-8803-1fde5b921f9f", "+14152222222");
  const eve = new Person("eve", "e80f7bbe-5b94-471e-bd8c-2173654ea3d1", "+14153333333");
  await alice.greet(bob);
  const unsealed = (await alice.write(TEXT, bob)).bytes; // the same search must find something here
  const [root, server] = [signal.PrivateKey.generate(), signal.PrivateKey.generate()];
  const vouched = signal.ServerCertificate.new(1, server.getPublicKey(), root);
  const certificate = signal.SenderCertificate.new(
    alice.uuid, alice.phone, alice.device, alice.own.publicKey, Date.now() + 86_400_000, vouched, server);
  const envelope = await signal.sealedSenderEncryptMessage(
    new TextEncoder().encode(TEXT), bob.address, certificate, alice.sessions, alice.identities);
  const open = (who, now) => signal.sealedSenderDecryptMessage(
    envelope, root.getPublicKey(), now, who.phone, who.uuid, who.device,
    who.sessions, who.identities, who.oneTime, who.signed, who.kyber);
  const found = await open(bob.copy(), Date.now());
  const inside = await signal.sealedSenderDecryptToUsmc(envelope, bob.identities);
  const own = inside.senderCertificate();

  const uuid = Buffer.from(alice.uuid.replaceAll("-", ""), "hex");
  const given = [ // what to look for, and what the recipient got
    ["sender_uuid_text", Buffer.from(alice.uuid), found.senderUuid() === alice.uuid],
    ["sender_uuid_binary", uuid, same(found.senderAci().getRawUuidBytes(), uuid)],
    ["sender_phone_number", Buffer.from(alice.phone), found.senderE164() === alice.phone],
    ["sender_identity_key", alice.own.publicKey.serialize().slice(1), same(own.key().serialize(), alice.own.publicKey.serialize())],
    ["sender_certificate", certificate.serialize(), same(own.serialize(), certificate.serialize())],
    ["message_text", Buffer.from(TEXT), Buffer.from(found.message()).toString() === TEXT],
  ];
  const holds = (where, what) => Number(Buffer.from(where).includes(Buffer.from(what)));
  const rows = given.map(([field, bytes, got]) =>
    [field, holds(envelope, bytes), Number(Boolean(got)), holds(unsealed, bytes), bytes.length]);
  const names = { 0: "version", 1: "ephemeral_key", 2: "sealed_sender_key", 3: "sealed_rest" };
  for (const [number, length] of parts(envelope)) {
    rows.push([names[number] ?? `unknown_field_${number}`, 1, 1, 0, length]);
  }
  rows.push(["whole_envelope", 1, 1, 0, envelope.length]);
  await bob.read({ first: true, bytes: unsealed }, alice);
  await alice.read(await bob.write("yes", alice), bob);
  const later = await signal.sealedSenderEncryptMessage(
    new TextEncoder().encode(TEXT), bob.address, certificate, alice.sessions, alice.identities);
  rows.push(["whole_envelope_after_an_answer", 1, 1, 0, later.length]);
  const refused = {
    other_recipient: await refusal(() => open(eve, Date.now())),
    expired_certificate: await refusal(() => open(bob.copy(), Date.now() + 172_800_000)),
  };
  return { rows, refused };
}

const same = (one, other) => Buffer.from(one).equals(Buffer.from(other));

async function refusal(attempt) {
  try {
    await attempt();
    return "";
  } catch (error) {
    return error.message.slice(0, 80);
  }
}

// The envelope: one byte of version, then a protocol buffer with fields of bytes.
function parts(envelope) {
  const found = [[0, 1]];
  let at = 1;
  const varint = () => {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = envelope[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
      shift += 7;
    }
  };
  while (at < envelope.length) {
    const tag = varint();
    if ((tag & 7) !== 2) throw new Error(`field ${tag >> 3} of the envelope is no bytes`);
    const length = varint();
    found.push([tag >> 3, length]);
    at += length;
  }
  return found;
}
