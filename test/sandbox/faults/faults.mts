import { randomSequence } from '../random.mts';

/** What a fault does to the request that it is played on. */
export type FaultAction =
	/** 429 with Retry-After; in parallel limits of proxies the body is HTML. */
	| {
			readonly kind: 'rateLimit';
			readonly retryAfterSeconds?: number;
			readonly body?: 'json' | 'html';
	  }
	/** 500 with the database's time-out text. */
	| { readonly kind: 'timeout500' }
	/** 500 with the text of an exhausted connection pool. */
	| { readonly kind: 'pool500' }
	/** A gateway's HTML page, or an empty body. */
	| { readonly kind: 'gateway'; readonly status: 502 | 503 | 504; readonly isEmpty?: boolean }
	/** Any status and body. */
	| {
			readonly kind: 'status';
			readonly status: number;
			readonly body?: string;
			readonly headers?: Readonly<Record<string, string>>;
	  }
	/** The connection breaks: before anything happened, in the middle of the answer, or after the write took effect. */
	| { readonly kind: 'reset'; readonly when: 'before' | 'during' | 'after' }
	/** The answer never comes; `isWritten` says whether the request still took effect. */
	| { readonly kind: 'hang'; readonly isWritten?: boolean }
	/** About half of the answer comes, and then nothing more. */
	| { readonly kind: 'stall' }
	/** The JSON ends in the middle, with a length that agrees. */
	| { readonly kind: 'truncate' }
	| { readonly kind: 'contentType'; readonly contentType: string }
	/** 302 or the like to another address. */
	| {
			readonly kind: 'redirect';
			readonly location: string;
			readonly status?: 301 | 302 | 307 | 308;
	  }
	| { readonly kind: 'latency'; readonly ms: number; readonly jitterMs?: number }
	/** Another host in Link and `_info`. */
	| { readonly kind: 'foreignHost' }
	/** A 200 or 204 without the expected body. */
	| { readonly kind: 'emptyBody'; readonly status?: number }
	/** Records change once this request was answered. */
	| ({ readonly kind: 'drift' } & DriftStep);

export interface DriftStep {
	/** Collection below the API root; service tickets if omitted. */
	readonly path?: string;
	readonly insert?: number;
	/** Records to close: `closedFlag` true, `_info.lastUpdated` now. */
	readonly close?: number;
	readonly delete?: number;
	/** Where the records to close or delete are taken from; default the lowest ids. */
	readonly from?: 'start' | 'end' | 'random';
}

export interface FaultRule {
	readonly action: FaultAction;
	readonly method?: string | readonly string[];
	/** Path template (`/service/tickets/{id}`), a text that the path ends with, or a pattern. */
	readonly path?: string | RegExp;
	/** Matching requests to let through first. */
	readonly after?: number;
	/** How often it is played; always if omitted. */
	readonly times?: number;
	/** Chance for each matching request, drawn from a sequence of this seed. */
	readonly probability?: number;
	readonly seed?: number;
}

export interface FaultTarget {
	readonly method: string;
	readonly path: string;
	readonly route?: string;
}

interface ActiveRule {
	readonly id: number;
	readonly rule: FaultRule;
	readonly draw: () => number;
	seen: number;
	played: number;
}

function matches({ method, path }: FaultRule, target: FaultTarget): boolean {
	const methods = method === undefined ? undefined : [method].flat();
	if (methods && !methods.some((name) => name.toUpperCase() === target.method)) return false;
	if (path === undefined) return true;
	if (path instanceof RegExp) return path.test(target.path);
	return target.route === path || target.path.endsWith(path);
}

/** Rules of what goes wrong, in the order in which they were added; the first that applies is played. */
export class FaultBook {
	#rules: ActiveRule[] = [];
	#nextId = 1;

	/** @returns an id for `remove` */
	add(rule: FaultRule): number {
		const id = this.#nextId++;
		const draw = randomSequence(rule.seed ?? id);
		this.#rules.push({ id, rule, draw, seen: 0, played: 0 });
		return id;
	}

	/** The actions one after the other, each played once on the next matching request. */
	addSequence(
		match: Omit<FaultRule, 'action' | 'times'>,
		actions: readonly FaultAction[],
	): number[] {
		return actions.map((action) => this.add({ ...match, action, times: 1 }));
	}

	remove(id: number): void {
		this.#rules = this.#rules.filter((active) => active.id !== id);
	}

	clear(): void {
		this.#rules = [];
	}

	/** How often each rule was played, by id. */
	played(): Record<number, number> {
		return Object.fromEntries(this.#rules.map(({ id, played }) => [id, played]));
	}

	/** Decides what happens to a request, and counts it. */
	next(target: FaultTarget): FaultAction | undefined {
		for (const active of this.#rules) {
			const { rule } = active;
			if (!matches(rule, target)) continue;
			if (rule.times !== undefined && active.played >= rule.times) continue;
			active.seen++;
			if (active.seen <= (rule.after ?? 0)) continue;
			if (rule.probability !== undefined && active.draw() >= rule.probability) continue;
			active.played++;
			return rule.action;
		}
		return undefined;
	}
}
