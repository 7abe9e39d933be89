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
