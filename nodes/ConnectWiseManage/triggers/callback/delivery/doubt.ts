/** Why a delivery is not taken. */
export class Doubt {
	readonly reason: string;
	/** Whether it is worth another try: the key or the record could not be had just now. */
	readonly isPassing: boolean;

	constructor(reason: string, isPassing = false) {
		this.reason = reason;
		this.isPassing = isPassing;
	}
}
