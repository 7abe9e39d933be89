import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../json.mts';
import type { RecordChange } from '../records/registry.mts';
import type { World } from '../server/world.mts';
import { FailureWatch } from './failures.mts';
import { callbackTypeOf } from './levels.mts';
import { deliveryUrl, payloadOf } from './payload.mts';
import { signatureOf, signingKeyOf } from './signing.mts';
import { isWatched } from './watch.mts';

export interface Delivery {
	readonly url: string;
	readonly body: string;
	readonly entryId: number;
	/** Status of each try; 0 where there was no answer. */
	readonly statuses: number[];
	isDone: boolean;
}

/** The only answers after which a delivery is tried again. */
const RETRIED = new Set([404, 409, 419, 429]);
const MAX_KEPT = 1_000;

const lower = (value: unknown): string => String(value ?? '').toLowerCase();

/** Sends callbacks to those who registered for a change. */
export class CallbackHub {
	readonly #world: World;
	readonly #deliveries: Delivery[] = [];
	readonly #running = new Set<Promise<void>>();
	readonly #stop = new AbortController();
	readonly #failures: FailureWatch;
	/** Those that let another delivery go first. */
	readonly #waiting: Array<() => void> = [];

	constructor(world: World) {
		this.#world = world;
		this.#failures = new FailureWatch(world);
		world.listeners.add((change) => this.#onChange(change));
	}

	/** What was sent so far, the tries of each delivery included. */
	get deliveries(): readonly Delivery[] {
		return this.#deliveries;
	}

	/** Waits for deliveries that are on their way. */
	async settled(): Promise<void> {
		while (this.#running.size > 0) await Promise.all(this.#running);
	}

	reset(): void {
		this.#deliveries.length = 0;
		this.#failures.reset();
	}

	close(): void {
		this.#stop.abort();
	}

	#onChange(change: RecordChange): void {
		const type = callbackTypeOf(change.store.path);
		if (type === undefined) return;
		for (const entry of this.#world.stores.get('system/callbacks').all()) {
			if (!this.#concerns(entry, change, type)) continue;
			const run = this.#deliver(entry, change, type);
			this.#running.add(run);
			void run.finally(() => this.#running.delete(run));
		}
	}

	#concerns(entry: JsonObject, change: RecordChange, type: string): boolean {
		if (entry['inactiveFlag'] === true || lower(entry['type']) !== type) return false;
		const isOwnChange = change.caller?.memberId === entry['memberId'];
		if (entry['isSelfSuppressedFlag'] === true && isOwnChange) return false;
		const level = lower(entry['level']);
		const isNow = isWatched(change.after ?? change.before, level, entry['objectId'], type);
		const isLeaving =
			this.#world.switches.get('callbackLeaving') &&
			isWatched(change.before, level, entry['objectId'], type);
		return isNow || isLeaving;
	}

	/** One change for one entry, with the troubles that are set. */
	async #deliver(entry: JsonObject, change: RecordChange, type: string): Promise<void> {
		const { troubles } = this.#world;
		const { isLost, isTwice, isLate, isOvertaken } = troubles.next();
		// What the server saw at the time of the change, however late it goes out.
		const deliveries = Array.from({ length: isTwice ? 2 : 1 }, () =>
			this.#deliveryOf(entry, change, type),
		);
		if (isLost) return;
		const { lateMs } = troubles.current;
		if (isLate) await this.#wait(lateMs);
		if (isOvertaken) await Promise.race([this.#wait(lateMs), this.#nextSent()]);
		for (const delivery of deliveries) await this.#send(delivery);
	}

	#deliveryOf(entry: JsonObject, change: RecordChange, type: string): Delivery {
		const name = this.#world.switches.get('callbackQuery');
		return {
			url: deliveryUrl(String(entry['url']), change.id, change.action, name),
			body: payloadOf(this.#world, entry, change, type),
			entryId: Number(entry['id']),
			statuses: [],
			isDone: false,
		};
	}

	async #send(delivery: Delivery): Promise<void> {
		this.#deliveries.push(delivery);
		if (this.#deliveries.length > MAX_KEPT) this.#deliveries.shift();
		for (const delay of [0, ...this.#world.options.callbackRetryDelaysMs]) {
			if (delay > 0) await this.#wait(delay);
			if (this.#stop.signal.aborted) break;
			const status = await this.#post(delivery);
			delivery.statuses.push(status);
			if (!RETRIED.has(status)) break;
		}
		delivery.isDone = true;
		this.#failures.note(delivery.entryId, delivery.statuses.at(-1) ?? 0);
		for (const tell of this.#waiting.splice(0)) tell();
	}

	async #nextSent(): Promise<void> {
		await new Promise<void>((resolve) => this.#waiting.push(resolve));
	}

	/** Ends early when the sandbox is closed. */
	async #wait(ms: number): Promise<void> {
		await sleep(ms, undefined, { signal: this.#stop.signal }).catch(() => undefined);
	}

	async #post({ url, body }: Delivery): Promise<number> {
		const { options } = this.#world;
		const timeout = AbortSignal.timeout(options.callbackTimeoutMs);
		try {
			const response = await fetch(url, {
				method: 'POST',
				body,
				redirect: 'manual',
				headers: {
					'content-type': 'application/json',
					'x-content-signature': signatureOf(body, signingKeyOf(options.seed)),
				},
				signal: AbortSignal.any([timeout, this.#stop.signal]),
			});
			await response.arrayBuffer();
			return response.status;
		} catch {
			// Nobody answered, or too late: the delivery counts as failed and is not repeated.
			return 0;
		}
	}
}
