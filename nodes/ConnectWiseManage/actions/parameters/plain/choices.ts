import { ParameterError, show } from '../ParameterError';

/**
 * A switch as people and expressions give it: true and false, also as text, 1 and 0.
 *
 * @returns `undefined` for anything else.
 */
export function toBoolean(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim().toLowerCase();
	if (text === 'true' || text === '1') return true;
	return text === 'false' || text === '0' ? false : undefined;
}

/** @throws ParameterError for what is no switch: taken for "off", it would pass without a word. */
export function readBoolean(value: unknown, label: string): boolean {
	const read = toBoolean(value);
	if (read !== undefined) return read;
	throw new ParameterError(
		`${label} must be true or false, not ${show(value)}`,
		`Correct ${label} or its expression`,
	);
}

/** The same, with what counts where nothing is given. */
export function readSwitch(value: unknown, usual: boolean, label: string): boolean {
	const isBlank = value === undefined || value === null || value === '';
	return isBlank ? usual : readBoolean(value, label);
}

/**
 * One of the words that a parameter knows, in any case; the fallback where nothing is given.
 *
 * @throws ParameterError for other words.
 */
export function readChoice<T extends string>(
	value: unknown,
	label: string,
	choices: readonly T[],
	fallback: T,
): T {
	if (value === undefined || value === null || value === '') return fallback;
	const wanted = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
	const found = choices.find((choice) => choice.toLowerCase() === wanted);
	if (found !== undefined) return found;
	throw new ParameterError(
		`${label} cannot be ${show(value)}`,
		`Choose one of ${choices.join(', ')}, or correct the expression`,
	);
}
