export type { Account } from "./accounts.js";
export { createEmulator, type Emulator, type EmulatorOptions } from "./emulator.js";
export { EmulatorError, type EmulatorErrorCode } from "./emulator-error.js";
export { coverage, type Fidelity, type OperationCoverage } from "./coverage.js";
export { createVirtualClock, type Clock, type VirtualClock, type VirtualClockOptions } from "./clock.js";
export type { ActiveFault, FaultEffect, FaultMatch, FaultRule, FaultRules } from "./control/fault-rules.js";
export type { JournalEntry } from "./control/journal.js";
export { checkCertificate, type ServerCertificate } from "./certificate.js";
export { isLoopbackHost } from "./loopback.js";
export type { ListeningEmulator, ListenOptions } from "./listen.js";
export type { SeedName } from "./seeds/index.js";
export { readSeedFile } from "./seeds/seed-file.js";
export type { Mail } from "./store/mails.js";
export type { Snapshot } from "./store/snapshot.js";
export type {
  PortalSeed,
  SeedFile,
  SeedFolder,
  SeedProject,
  SeedPublication,
  SeedTocNode,
  SeedTopic,
  SeedUser,
} from "./seeds/portal-seed.js";
