/** Texts of users and servers may be long; what is meant stands at their beginning. */
const MESSAGE_LENGTH = 600;
const VALUE_LENGTH = 120;

/**
 * What the user entered cannot be sent. The message names parameter and cause, the hint what to do;
 * the item loop adds the item. Both are cut to a length that people read.
 */
export class ParameterError extends Error {
	readonly hint: string;

	constructor(message: string, hint = '') {
		super(cut(message, MESSAGE_LENGTH));
		this.hint = cut(hint, MESSAGE_LENGTH);
		this.name = 'ParameterError';
	}
}

/** A value for a message: as JSON, cut, and by its kind alone where it cannot be written as JSON. */
export function show(value: unknown): string {
	if (typeof value === 'string') return cut(JSON.stringify(value.slice(0, VALUE_LENGTH + 1)));
	if (Array.isArray(value) && value.length > VALUE_LENGTH) return `a list of ${value.length}`;
	try {
		return cut(JSON.stringify(value) ?? typeof value);
	} catch {
		return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
	}
}

function cut(text: string, length = VALUE_LENGTH): string {
	return text.length > length ? `${text.slice(0, length)}...` : text;
}
