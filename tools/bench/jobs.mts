export const PEERS = [
	'node',
	'httpRequest',
	'connectwiseRest',
	'bareLoop',
	'bareLoopNewConnections',
] as const;

export type PeerName = (typeof PEERS)[number];

export const PEER_LABELS: Readonly<Record<PeerName, string>> = {
	node: 'this node',
	httpRequest: 'HTTP Request node',
	connectwiseRest: 'connectwise-rest',
	bareLoop: 'bare loop, keep-alive',
	bareLoopNewConnections: 'bare loop, a connection each',
};

/** Peers that read one page after the other. */
export const SEQUENTIAL_PEERS: readonly PeerName[] = ['httpRequest', 'connectwiseRest'];

export interface Target {
	/** e.g. `http://127.0.0.1:49152`. */
	readonly url: string;
	readonly apiRoot: string;
}

/** Read all tickets once. */
export interface ReadJob extends Target {
	readonly kind: 'read';
	readonly peer: PeerName;
	readonly inFlight: number;
	/** Pages that the bare loop knows of in advance. */
	readonly pageCount: number;
	readonly pageSize?: number;
	readonly conditions?: string;
	readonly fields?: string;
	/** Whether the ids come back, for comparison with the sandbox's. */
	readonly wantsIds: boolean;
}

/** Create or patch tickets, one for each input item. */
export interface WriteJob extends Target {
	readonly kind: 'write';
	readonly verb: 'create' | 'patch';
	readonly inFlight: number;
	/** Tickets to patch, or as many as are to be created. */
	readonly ids: readonly number[];
}

/** Read single tickets, one for each input item. */
export interface CallJob extends Target {
	readonly kind: 'call';
	readonly by: 'node' | 'httpRequestHelper';
	readonly ids: readonly number[];
}

export type Job = ReadJob | WriteJob | CallJob;

export interface JobResult {
	readonly wallMs: number;
	/** User and system time of the whole process. */
	readonly cpuMs: number;
	/** Growth of the resident set from before the run to its peak. */
	readonly peakBytes: number;
	/** What the result itself keeps on the heap after a collection. */
	readonly heldBytes: number;
	readonly rowCount: number;
	readonly uniqueCount: number;
	readonly isAscending: boolean;
	readonly ids?: readonly number[];
}

/** What a peer does once everything is loaded; the rows are those that it would hand on. */
export type Run = () => Promise<Rows>;

export interface Rows {
	readonly length: number;
	readonly idAt: (index: number) => number;
	/** Keeps the result reachable while its size is measured. */
	readonly held: unknown;
}
