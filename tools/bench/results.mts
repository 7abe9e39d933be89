import type { PeerName } from './jobs.mts';

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

export interface StartFigures {
	readonly hasPackage: boolean;
	readonly rounds: number;
	readonly readyMs: number;
	readonly peakBytes: number;
}

/** Everything that one run measured; a section that was not run keeps its earlier figures. */
export interface BenchResults {
	machine?: string;
	measuredAt?: string;
	/** Pages of 1,000 tickets a second that the sandbox serves when nothing else holds it back. */
	serverPagesPerSecond?: number;
	leftOut?: readonly string[];
	reads?: readonly ReadFigures[];
	drift?: readonly DriftFigures[];
	limits?: readonly LimitFigures[];
	writes?: readonly WriteFigures[];
	calls?: readonly CallFigures[];
	catalogue?: Readonly<Record<string, { readonly time: string; readonly heap?: string }>>;
	descriptionBytes?: number;
	starts?: readonly StartFigures[];
	forms?: readonly FormFigures[];
}
