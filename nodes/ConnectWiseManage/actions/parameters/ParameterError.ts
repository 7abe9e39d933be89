/**
 * What the user entered cannot be sent. The message names parameter and cause, the hint what to do;
 * the item loop adds the item.
 */
export class ParameterError extends Error {
	readonly hint: string;

	constructor(message: string, hint = '') {
		super(message);
		this.hint = hint;
		this.name = 'ParameterError';
	}
}
