import type { Troubles } from '../callbacks/troubles.mts';
import type { Drift } from '../faults/drift.mts';
import type { DriftResult } from '../faults/drift.mts';
import type { DriftStep, FaultBook } from '../faults/faults.mts';
import type { RateLimit, RateLimiter } from '../faults/rateLimit.mts';
import type { Journal } from '../journal/journal.mts';
import type { SwitchBoard } from '../switches.mts';

export interface Latency {
	readonly latencyMs: number;
	readonly latencyJitterMs: number;
}

export interface DriftWriter {
	/** What was changed since the start of the writer. */
	readonly changes: DriftResult;
	stop(): void;
}

/** Everything a test may do to a running sandbox; the control endpoint does the same over HTTP. */
export interface SandboxControl {
	readonly faults: FaultBook;
	readonly switches: SwitchBoard;
	readonly journal: Journal;
	readonly drift: Drift;
	readonly rateLimiter: RateLimiter;
	readonly troubles: Troubles;
	latency: Latency;
	setRateLimit(limit: RateLimit): void;
	/** Changes records every `everyMs` until it is stopped. */
	startWriter(step: DriftStep, everyMs: number): DriftWriter;
	/** Records, faults, switches, journal, limits and latency as at the start. */
	reset(): void;
}
