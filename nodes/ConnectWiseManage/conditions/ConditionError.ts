/** A filter row cannot be written as a condition; the message names the row's field, the hint the cure. */
export class ConditionError extends Error {
	readonly hint: string;

	constructor(message: string, hint: string) {
		super(message);
		this.name = 'ConditionError';
		this.hint = hint;
	}
}
