export * from './credentials.mts';
export { startSandbox } from './sandbox.mts';
export type { Sandbox } from './sandbox.mts';
export { startSandboxProcess } from './process.mts';
export type { SandboxProcess } from './process.mts';
export type { JournalEntry } from './journal/journal.mts';
export type { DriftStep, FaultAction, FaultRule } from './faults/faults.mts';
export type { RateLimit } from './faults/rateLimit.mts';
export type { SwitchName, SwitchValue } from './switches.mts';
