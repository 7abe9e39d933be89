import { randomSequence } from '../random.mts';

/** What goes wrong with deliveries; rates from 0 to 1. */
export interface DeliveryTrouble {
	/** Never sent. */
	readonly lossRate: number;
	/** Sent once more, with a MessageId of its own. */
	readonly twiceRate: number;
	/** Sent `lateMs` later than it should be. */
	readonly lateRate: number;
	readonly lateMs: number;
	/** Kept back until a later one has gone out, for `lateMs` at most. */
	readonly outOfOrderRate: number;
}

export interface Fate {
	readonly isLost: boolean;
	readonly isTwice: boolean;
	readonly isLate: boolean;
	readonly isOvertaken: boolean;
}

const LOST: Fate = { isLost: true, isTwice: false, isLate: false, isOvertaken: false };

const NO_TROUBLE: DeliveryTrouble = {
	lossRate: 0,
	twiceRate: 0,
	lateRate: 0,
	lateMs: 1_000,
	outOfOrderRate: 0,
};

type Played = Record<'lost' | 'twice' | 'late' | 'overtaken', number>;

const nothingPlayed = (): Played => ({ lost: 0, twice: 0, late: 0, overtaken: 0 });

class TroubleError extends Error {
	override readonly name = 'TroubleError';
}

/** Draws what happens to each delivery; the same seed gives the same troubles. */
export class Troubles {
	readonly #seed: number;
	#draw: () => number;
	#trouble = NO_TROUBLE;
	#played = nothingPlayed();

	constructor(seed: number) {
		this.#seed = seed;
		this.#draw = randomSequence(seed ^ 0xca11);
	}

	get current(): DeliveryTrouble {
		return this.#trouble;
	}

	/** How many deliveries went wrong, and how. */
	get played(): Readonly<Played> {
		return this.#played;
	}

	/** What is not named goes well. @throws TroubleError for an unknown name or a rate that is none */
	set(given: Partial<DeliveryTrouble>): void {
		for (const [name, value] of Object.entries(given)) {
			const most = name === 'lateMs' ? 3_600_000 : 1;
			if (!Object.hasOwn(NO_TROUBLE, name) || !(value >= 0 && value <= most)) {
				throw new TroubleError(`${name} cannot be ${String(value)}`);
			}
		}
		this.#trouble = { ...NO_TROUBLE, ...given };
	}

	next(): Fate {
		const { lossRate, twiceRate, lateRate, outOfOrderRate } = this.#trouble;
		const happens = (rate: number, name: keyof Played) => {
			const isSo = this.#draw() < rate;
			if (isSo) this.#played[name] += 1;
			return isSo;
		};
		if (happens(lossRate, 'lost')) return LOST;
		return {
			isLost: false,
			isTwice: happens(twiceRate, 'twice'),
			isLate: happens(lateRate, 'late'),
			isOvertaken: happens(outOfOrderRate, 'overtaken'),
		};
	}

	reset(): void {
		this.#trouble = NO_TROUBLE;
		this.#played = nothingPlayed();
		this.#draw = randomSequence(this.#seed ^ 0xca11);
	}
}
