import type { RateLimit } from './faults/rateLimit.mts';
import { parseSwitch } from './switches.mts';
import type { SwitchSettings } from './switches.mts';

export interface SandboxOptions {
	/** 0 or omitted: any free port. */
	readonly port?: number;
	/** The same seed gives the same records and the same faults. */
	readonly seed?: number;
	/** How many service tickets there are. */
	readonly size?: number;
	/** Day at which the seeded records end, in milliseconds since 1970; always the same by default. */
	readonly lastDayMs?: number;
	/** Every answer takes at least this long, and up to `latencyJitterMs` longer. */
	readonly latencyMs?: number;
	readonly latencyJitterMs?: number;
	readonly rateLimit?: RateLimit;
	readonly switches?: SwitchSettings;
	/** Requests that the journal keeps; the oldest are dropped. */
	readonly journalCapacity?: number;
	/** Whether the journal keeps request bodies. */
	readonly journalBodies?: boolean;
	/** Waits before a callback is delivered again, in place of the real 2 s and 4 s. */
	readonly callbackRetryDelaysMs?: readonly number[];
	/** Time-out of one delivery; 5 s in reality. */
	readonly callbackTimeoutMs?: number;
	/** An entry that fails for so long is switched off; three days in reality. */
	readonly callbackOffAfterMs?: number;
}

export interface ResolvedOptions {
	readonly port: number;
	readonly seed: number;
	readonly size: number;
	readonly firstDayMs: number;
	readonly latencyMs: number;
	readonly latencyJitterMs: number;
	readonly rateLimit: RateLimit;
	readonly switches: SwitchSettings;
	readonly journalCapacity: number;
	readonly journalBodies: boolean;
	readonly callbackRetryDelaysMs: readonly number[];
	readonly callbackTimeoutMs: number;
	readonly callbackOffAfterMs: number;
}

export class SandboxOptionError extends Error {
	override readonly name = 'SandboxOptionError';
}

const MAX_SIZE = 20_000_000;
const DAY_MS = 86_400_000;
const THREE_DAYS_MS = 3 * DAY_MS;

/** Days that the seeded records are spread over. */
export const DAY_COUNT = 1_600;

const USUAL_LAST_DAY_MS = Date.UTC(2022, 0, 3, 8) + DAY_COUNT * DAY_MS;

function wholeNumber(name: string, value: number, min: number, max: number): number {
	if (Number.isInteger(value) && value >= min && value <= max) return value;
	throw new SandboxOptionError(
		`${name} must be a whole number from ${min} to ${max}, not ${String(value)}`,
	);
}

/** Fills in defaults. @throws SandboxOptionError or SwitchError for what makes no sense */
export function resolveOptions(options: SandboxOptions): ResolvedOptions {
	for (const [name, value] of Object.entries(options.switches ?? {})) parseSwitch(name, value);
	const rateLimit = options.rateLimit ?? {};
	for (const [name, value] of Object.entries(rateLimit)) {
		if (value !== undefined) wholeNumber(`rateLimit.${name}`, value, 1, 1_000_000);
	}
	return {
		port: wholeNumber('port', options.port ?? 0, 0, 65_535),
		seed: wholeNumber('seed', options.seed ?? 1, 0, 0xffff_ffff),
		size: wholeNumber('size', options.size ?? 2_000, 0, MAX_SIZE),
		firstDayMs: (options.lastDayMs ?? USUAL_LAST_DAY_MS) - DAY_COUNT * DAY_MS,
		latencyMs: wholeNumber('latencyMs', options.latencyMs ?? 0, 0, 600_000),
		latencyJitterMs: wholeNumber('latencyJitterMs', options.latencyJitterMs ?? 0, 0, 600_000),
		rateLimit,
		switches: options.switches ?? {},
		journalCapacity: wholeNumber(
			'journalCapacity',
			options.journalCapacity ?? 50_000,
			1,
			10_000_000,
		),
		journalBodies: options.journalBodies ?? true,
		callbackRetryDelaysMs: options.callbackRetryDelaysMs ?? [20, 40],
		callbackTimeoutMs: wholeNumber(
			'callbackTimeoutMs',
			options.callbackTimeoutMs ?? 5_000,
			1,
			60_000,
		),
		callbackOffAfterMs: wholeNumber(
			'callbackOffAfterMs',
			options.callbackOffAfterMs ?? THREE_DAYS_MS,
			0,
			THREE_DAYS_MS,
		),
	};
}
