/** In the order in which they are shown. */
export const PEERS = [
	'node',
	'httpRequest',
	'connectwiseRest',
	'bareLoop',
	'bareLoopNewConnections',
] as const;

/** The automatic pace is measured in a section of its own. */
export type PeerName = (typeof PEERS)[number] | 'nodeAutomatic';

export const PEER_LABELS: Readonly<Record<PeerName, string>> = {
	node: 'this node',
	nodeAutomatic: 'this node, automatic pace',
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
	/** 0: as the reader finds best. */
	readonly inFlight: number;
	/** Pages that the bare loop knows of in advance. */
	readonly pageCount: number;
	readonly pageSize?: number;
	readonly conditions?: string;
	readonly fields?: string;
	/** Without the first reading of no rows, which would count among the requests of a minute. */
	readonly isCold?: boolean;
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

export type SingleReader = 'node' | 'combined' | 'batched' | 'atOnce';

export const SINGLE_READER_LABELS: Readonly<Record<SingleReader, string>> = {
	node: 'this node',
	combined: 'this node, Combine Reads by ID',
	batched: 'HTTP Request node, batched to 960 a minute',
	atOnce: 'HTTP Request node, all at once',
};

/** Read a single ticket for each input item; ids may come again. */
export interface SinglesJob extends Target {
	readonly kind: 'singles';
	readonly by: SingleReader;
	readonly ids: readonly number[];
}

/** All tickets as items, or into files in n8n's filesystem mode. */
export interface ExportJob extends Target {
	readonly kind: 'export';
	readonly output: 'items' | 'files';
}

export type Job = ReadJob | WriteJob | CallJob | SinglesJob | ExportJob;

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
	/** Of all ids in the order in which they came. */
	readonly checksum: string;
}

/** What a peer does once everything is loaded; the rows are those that it would hand on. */
export type Run = () => Promise<Rows>;

export interface Rows {
	readonly length: number;
	readonly idAt: (index: number) => number;
	/** Keeps the result reachable while its size is measured. */
	readonly held: unknown;
	/** Ids of rows that the items only stand for. */
	readonly allIds?: () => AsyncIterable<number>;
}
