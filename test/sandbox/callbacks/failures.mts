import { timestamp } from '../timestamp.mts';
import type { World } from '../server/world.mts';

/** Switches an entry off that failed without a break for as long as the options say. */
export class FailureWatch {
	readonly #world: World;
	readonly #failingSince = new Map<number, number>();

	constructor(world: World) {
		this.#world = world;
	}

	/** @param status of the last try; 0 where there was no answer */
	note(entryId: number, status: number): void {
		if (status >= 200 && status < 300) {
			this.#failingSince.delete(entryId);
			return;
		}
		const since = this.#failingSince.get(entryId) ?? Date.now();
		this.#failingSince.set(entryId, since);
		if (Date.now() - since >= this.#world.options.callbackOffAfterMs) this.#switchOff(entryId);
	}

	reset(): void {
		this.#failingSince.clear();
	}

	#switchOff(entryId: number): void {
		const store = this.#world.stores.get('system/callbacks');
		const entry = store.get(entryId);
		this.#failingSince.delete(entryId);
		if (!entry) return;
		const lastUpdated = timestamp(this.#world.clock());
		store.replace(entryId, {
			...entry,
			inactiveFlag: true,
			_info: { lastUpdated, updatedBy: 'ConnectWise' },
		});
	}
}
