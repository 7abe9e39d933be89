/** Integer id of a row, or `undefined` for anything else. */
export function idOf(row: unknown): number | undefined {
	if (typeof row !== 'object' || row === null) return undefined;
	const { id } = row as { id?: unknown };
	return typeof id === 'number' && Number.isInteger(id) ? id : undefined;
}

/** The ids rise from row to row, beginning above `after`: the server kept order and condition. */
export function areIdsAscending(rows: readonly unknown[], after: number): boolean {
	let previous = after;
	for (const row of rows) {
		const id = idOf(row);
		if (id === undefined || id <= previous) return false;
		previous = id;
	}
	return true;
}

/** The user's selection with `id` in it, which paging by id needs. */
export function withId(fields: string | undefined): string | undefined {
	if (fields === undefined) return undefined;
	return asksForId(fields) ? fields : `id,${fields}`;
}

export function asksForId(fields: string | undefined): boolean {
	if (fields === undefined) return true;
	return fields.split(',').some((name) => name.trim().toLowerCase() === 'id');
}

export function withoutId(row: unknown): unknown {
	if (typeof row !== 'object' || row === null || Array.isArray(row)) return row;
	return Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'id'));
}

export const BY_ID = 'id asc';

/** The order that paging by id gives anyway. */
export function isOrderById(orderBy: string | undefined): boolean {
	return orderBy === undefined || /^\s*id(\s+asc)?\s*$/i.test(orderBy);
}
