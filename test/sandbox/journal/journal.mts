import type { Json } from '../json.mts';

type Outcome = 'answered' | 'reset' | 'aborted' | 'hung';

export interface JournalEntry {
	readonly sequence: number;
	/** Milliseconds since the epoch. */
	readonly at: number;
	readonly method: string;
	/** Decoded path as it was sent, without the query. */
	readonly path: string;
	/** Path template of the operation, if the path was one. */
	readonly route?: string;
	readonly operationId?: string;
	readonly query: Readonly<Record<string, string>>;
	readonly headers: Readonly<Record<string, string>>;
	/** Parsed where it is JSON, else the text; absent if there was none. */
	readonly body?: Json;
	/** Login company and public key of the caller. */
	readonly caller?: string;
	status: number;
	outcome: Outcome;
	/** Kind of the fault that was played on this request. */
	fault?: string;
	durationMs: number;
	/** Requests that were in work when this one arrived, itself included. */
	readonly inFlight: number;
}

export interface JournalFilter {
	readonly method?: string;
	/** Text or pattern for the path or the route. */
	readonly path?: string | RegExp;
	readonly status?: number;
}

const SECRET_HEADERS = new Set(['authorization', 'cookie', 'proxy-authorization']);

export function withoutSecrets(
	headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
	const kept: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers)) {
		if (value === undefined) continue;
		kept[name] = SECRET_HEADERS.has(name) ? '[hidden]' : String(value);
	}
	return kept;
}

const matchesPath = (entry: JournalEntry, path: string | RegExp): boolean =>
	typeof path === 'string'
		? entry.path.endsWith(path) || entry.route === path
		: path.test(entry.path);

/** Every request that came in, the oldest forgotten once `capacity` is reached. */
export class Journal {
	readonly #entries: JournalEntry[] = [];
	readonly #capacity: number;
	#sequence = 0;

	constructor(capacity: number) {
		this.#capacity = capacity;
	}

	add(entry: Omit<JournalEntry, 'sequence'>): JournalEntry {
		const kept: JournalEntry = { ...entry, sequence: ++this.#sequence };
		this.#entries.push(kept);
		// Dropping a block at a time keeps a full journal cheap.
		if (this.#entries.length > this.#capacity * 1.25) {
			this.#entries.splice(0, this.#entries.length - this.#capacity);
		}
		return kept;
	}

	/** Requests since the start or the last `clear`, forgotten ones included. */
	get total(): number {
		return this.#sequence;
	}

	entries(filter: JournalFilter = {}): JournalEntry[] {
		const { method, path, status } = filter;
		return this.#entries.filter(
			(entry) =>
				(method === undefined || entry.method === method.toUpperCase()) &&
				(path === undefined || matchesPath(entry, path)) &&
				(status === undefined || entry.status === status),
		);
	}

	count(filter: JournalFilter = {}): number {
		return this.entries(filter).length;
	}

	last(filter: JournalFilter = {}): JournalEntry | undefined {
		return this.entries(filter).at(-1);
	}

	clear(): void {
		this.#entries.length = 0;
		this.#sequence = 0;
	}
}
