// SPDX-License-Identifier: AGPL-3.0-only
// One person of a conversation: keys and sessions in memory, which a thief can copy at any time.

import * as signal from "@signalapp/libsignal-client";

const copied = (map) => new Map([...map].map(([key, bytes]) => [key, Uint8Array.from(bytes)]));

class Sessions extends signal.SessionStore {
  constructor(kept = new Map()) { super(); this.kept = kept; }
  async saveSession(name, record) { this.kept.set(name.toString(), record.serialize()); }
  async getSession(name) {
    const bytes = this.kept.get(name.toString());
    return bytes ? signal.SessionRecord.deserialize(bytes) : null;
  }
  async getExistingSessions(names) { return Promise.all(names.map((name) => this.getSession(name))); }
}

class Identities extends signal.IdentityKeyStore {
  constructor(own, number) { super(); this.own = own; this.number = number; }
  async getIdentityKey() { return this.own.privateKey; }
  async getLocalRegistrationId() { return this.number; }
  async saveIdentity() { return signal.IdentityChange.NewOrUnchanged; }
  async isTrustedIdentity() { return true; } // who is who is not what is measured
  async getIdentity() { return this.other ?? null; }
}

class OneTime extends signal.PreKeyStore {
  constructor(kept = new Map()) { super(); this.kept = kept; }
  async savePreKey(id, record) { this.kept.set(id, record.serialize()); }
  async removePreKey(id) { this.kept.delete(id); }
  async getPreKey(id) {
    if (!this.kept.has(id)) throw new Error("the one-time prekey is deleted");
    return signal.PreKeyRecord.deserialize(this.kept.get(id));
  }
}

class Signed extends signal.SignedPreKeyStore {
  constructor(kept = new Map()) { super(); this.kept = kept; }
  async saveSignedPreKey(id, record) { this.kept.set(id, record.serialize()); }
  async getSignedPreKey(id) { return signal.SignedPreKeyRecord.deserialize(this.kept.get(id)); }
}

class Kyber extends signal.KyberPreKeyStore {
  constructor(kept = new Map()) { super(); this.kept = kept; }
  async saveKyberPreKey(id, record) { this.kept.set(id, record.serialize()); }
  async getKyberPreKey(id) {
    if (!this.kept.has(id)) throw new Error("the Kyber prekey is deleted");
    return signal.KyberPreKeyRecord.deserialize(this.kept.get(id));
  }
  async markKyberPreKeyUsed(id) { this.kept.delete(id); } // a one-time key, as a device uses them first
}

export class Person {
  constructor(name, uuid, phone, device = 1) {
    const own = signal.IdentityKeyPair.generate();
    Object.assign(this, { name, uuid, phone, device, own, number: 1 });
    this.address = signal.ProtocolAddress.new(uuid, device);
    this.sessions = new Sessions();
    this.identities = new Identities(own, this.number);
    this.oneTime = new OneTime();
    this.signed = new Signed();
    this.kyber = new Kyber();
  }

  // What a thief takes: all keys as they are now.
  copy() {
    const thief = Object.assign(Object.create(Person.prototype), this);
    thief.sessions = new Sessions(copied(this.sessions.kept));
    thief.oneTime = new OneTime(copied(this.oneTime.kept));
    thief.signed = new Signed(copied(this.signed.kept));
    thief.kyber = new Kyber(copied(this.kyber.kept));
    return thief;
  }

  async bundle() {
    const [one, signedKey] = [signal.PrivateKey.generate(), signal.PrivateKey.generate()];
    const kem = signal.KEMKeyPair.generate();
    const sign = (key) => this.own.privateKey.sign(key.serialize());
    const [ofSigned, ofKem] = [sign(signedKey.getPublicKey()), sign(kem.getPublicKey())];
    await this.oneTime.savePreKey(1, signal.PreKeyRecord.new(1, one.getPublicKey(), one));
    await this.signed.saveSignedPreKey(
      1, signal.SignedPreKeyRecord.new(1, Date.now(), signedKey.getPublicKey(), signedKey, ofSigned));
    await this.kyber.saveKyberPreKey(1, signal.KyberPreKeyRecord.new(1, Date.now(), kem, ofKem));
    return signal.PreKeyBundle.new(
      this.number, this.device, 1, one.getPublicKey(), 1, signedKey.getPublicKey(), ofSigned,
      this.own.publicKey, 1, kem.getPublicKey(), ofKem);
  }

  async greet(other) {
    this.identities.other = other.own.publicKey;
    other.identities.other = this.own.publicKey;
    await signal.processPreKeyBundle(
      await other.bundle(), other.address, this.address, this.sessions, this.identities);
  }

  async write(text, other) {
    const sealed = await signal.signalEncrypt(
      new TextEncoder().encode(text), other.address, this.address, this.sessions, this.identities);
    return { first: sealed.type() === signal.CiphertextMessageType.PreKey, bytes: sealed.serialize() };
  }

  async read({ first, bytes }, other) {
    const opened = first
      ? await signal.signalDecryptPreKey(
        signal.PreKeySignalMessage.deserialize(bytes), other.address, this.address, this.sessions,
        this.identities, this.oneTime, this.signed, this.kyber)
      : await signal.signalDecrypt(
        signal.SignalMessage.deserialize(bytes), other.address, this.address, this.sessions, this.identities);
    return new TextDecoder().decode(opened);
  }
}
