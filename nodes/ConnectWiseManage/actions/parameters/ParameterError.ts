/**
 * What the user entered cannot be sent. The message names parameter and cause, the hint what to do;
 * the item loop adds the item.
 */
export class ParameterError extends Error {
	constructor(
		message: string,
		readonly hint = '',
	) {
		super(message);
		this.name = 'ParameterError';
	}
}
