import { ParameterError, show } from '../ParameterError';

const DECIMAL = /^[+-]?\d+(?:\.\d+)?$/;

/**
 * A number, or text of decimal digits with an optional sign and fraction. `Number` would read `0x10`
 * and `1e3`, which as ids would name other records than the text that was given.
 */
export function toDecimal(value: unknown): number | undefined {
	if (typeof value === 'string') {
		const text = value.trim();
		return DECIMAL.test(text) ? finite(Number(text)) : undefined;
	}
	return typeof value === 'number' ? finite(value) : undefined;
}

function finite(number: number): number | undefined {
	return Number.isFinite(number) ? number : undefined;
}

/**
 * How many are wanted, at least one; the fallback where nothing is given.
 *
 * @throws ParameterError for anything else.
 */
export function readCount(value: unknown, label: string, fallback: number, hint: string): number {
	if (value === undefined || value === null || value === '') return fallback;
	const count = toDecimal(value);
	if (count !== undefined && Number.isSafeInteger(count) && count >= 1) return count;
	throw new ParameterError(
		`${label} must be a whole number of 1 or more, not ${show(value)}`,
		hint,
	);
}
