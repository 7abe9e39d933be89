/** Both conditions must hold; the user's may hold `OR`, hence the parentheses. */
export function andConditions(conditions: string | undefined, more: string): string {
	const given = conditions?.trim() ?? '';
	if (given === '') return more;
	return more === '' ? given : `(${given}) and ${more}`;
}

/** `id > after` and, for a closed range, `id <= upTo`. */
export function idRange(after: number, upTo?: number): string {
	return upTo === undefined ? `id > ${after}` : `id > ${after} and id <= ${upTo}`;
}
