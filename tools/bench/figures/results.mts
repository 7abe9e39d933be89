import type { PeerName, SingleReader } from '../jobs/jobs.mts';
import type { SectionName } from '../sections/names.mts';

/** One peer under one set of conditions; figures are medians of the rounds. */
export interface ReadFigures {
	readonly peer: PeerName;
	readonly size: number;
	readonly latencyMs: number;
	/** What each new connection waits before its first byte. */
	readonly setUpMs: number;
	readonly inFlight: number;
	readonly rounds: number;
	readonly wallMs: number;
	readonly cpuMs: number;
	readonly peakBytes: number;
	readonly heldBytes: number;
	readonly requestCount: number;
	readonly isComplete: boolean;
	/** Why there are no figures. */
	readonly problem?: string;
}

export interface DriftFigures {
	readonly peer: PeerName;
	readonly size: number;
	readonly latencyMs: number;
	readonly lost: number;
	readonly repeated: number;
	readonly inserted: number;
	readonly closed: number;
	readonly deleted: number;
	readonly wallMs: number;
}

export interface LimitFigures {
	readonly limit: string;
	readonly size: number;
	readonly requestCount: number;
	readonly refusedCount: number;
	readonly isComplete: boolean;
	readonly wallMs: number;
	readonly problem?: string;
}

export interface WriteFigures {
	readonly verb: 'create' | 'patch';
	readonly count: number;
	readonly latencyMs: number;
	readonly inFlight: number;
	readonly wallMs: number;
	readonly cpuMs: number;
	readonly mostInFlight: number;
	readonly isInOrder: boolean;
}

export interface CallFigures {
	readonly by: 'node' | 'httpRequestHelper';
	readonly count: number;
	readonly wallMsPerCall: number;
	readonly cpuMsPerCall: number;
}

export interface FormFigures {
	/** Whether the tenant's lists are read, kept from a moment ago, or not to be had. */
	readonly lists: 'none' | 'all' | 'kept';
	readonly latencyMs: number;
	readonly rounds: number;
	readonly wallMs: number;
	readonly requestCount: number;
}

/** A server that slows down beyond four in flight; medians of the rounds. */
export interface CrowdFigures {
	/** 0 for the pace that the node finds by itself. */
	readonly inFlight: number;
	readonly rounds: number;
	readonly wallMs: number;
	/** The slowest mean of 25 answers in a row. */
	readonly slowestMs: number;
	readonly mostInFlight: number;
	readonly isComplete: boolean;
}

export interface BudgetFigures {
	readonly perMinute: number;
	readonly requestCount: number;
	readonly refusedCount: number;
	readonly wallMs: number;
	/** In less nobody can do it. */
	readonly boundMs: number;
	readonly isComplete: boolean;
}

export interface SinglesFigures {
	readonly by: SingleReader;
	readonly itemCount: number;
	readonly idCount: number;
	readonly latencyMs: number;
	readonly wallMs: number;
	/** Below 1, time and requests are multiplied up from so much of the items. */
	readonly measuredPart: number;
	readonly requestCount: number;
	/** Every item got its ticket, in order. */
	readonly isRight: boolean;
}

export interface ExportFigures {
	readonly output: 'files' | 'items';
	readonly size: number;
	readonly latencyMs: number;
	readonly wallMs: number;
	readonly cpuMs: number;
	/** Growth of the resident set. */
	readonly peakBytes: number;
	readonly requestCount: number;
	/** Every ticket came once, in order, by count and checksum of the ids. */
	readonly isRight: boolean;
}

export interface StartFigures {
	readonly hasPackage: boolean;
	readonly rounds: number;
	readonly readyMs: number;
	/** Between the quarters of the rounds: by how much starts differ by themselves. */
	readonly spreadMs?: number;
	readonly peakBytes: number;
}

/** Where and when a section was measured. */
interface Provenance {
	readonly machine: string;
	/** ISO 8601. */
	readonly measuredAt: string;
}

/**
 * Everything that was measured. A section that was not run again keeps its earlier figures, which may be
 * of another machine; each holds all that its own figures are compared with.
 */
export interface BenchResults {
	measured?: Readonly<Partial<Record<SectionName, Provenance>>>;
	/** Pages of 1,000 tickets a second that the sandbox serves when nothing else holds it back. */
	serverPagesPerSecond?: number;
	leftOut?: readonly string[];
	reads?: readonly ReadFigures[];
	/** The pace that the node finds by itself, and readers measured beside it. */
	automatic?: readonly ReadFigures[];
	drift?: readonly DriftFigures[];
	limits?: readonly LimitFigures[];
	writes?: readonly WriteFigures[];
	calls?: readonly CallFigures[];
	catalogue?: Readonly<Record<string, { readonly time: string; readonly heap?: string }>>;
	descriptionBytes?: number;
	starts?: readonly StartFigures[];
	forms?: readonly FormFigures[];
	crowd?: readonly CrowdFigures[];
	budget?: BudgetFigures;
	singles?: readonly SinglesFigures[];
	exports?: readonly ExportFigures[];
}

/** NaN where it was not measured. */
export function firstSearchMs(catalogue: BenchResults['catalogue']): number {
	return parseFloat(catalogue?.['search, first use']?.time ?? '');
}
