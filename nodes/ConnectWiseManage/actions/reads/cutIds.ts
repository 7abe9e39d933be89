import { LONGEST_QUERY } from '../../request/paging/page/source';
import { buildQuery } from '../../request/plan';
import { LARGEST_PAGE } from '../parameters/handling/settings';

/**
 * Ids in parts that an address bears as `id in (...)` with these fields, and a page as well. A part of
 * one where the fields alone fill the address.
 */
export function cutIds(
	ids: readonly number[],
	fields: string | undefined,
	longest = LONGEST_QUERY,
): number[][] {
	const query = { conditions: 'id in ()', ...(fields === undefined ? {} : { fields }) };
	const emptyLength = buildQuery(query).length;
	const parts: number[][] = [];
	let length = Infinity;
	for (const id of [...ids].sort((a, b) => a - b)) {
		const added = String(id).length + ENCODED_COMMA.length;
		const part = parts[parts.length - 1];
		if (part && part.length < LARGEST_PAGE && length + added <= longest) {
			part.push(id);
			length += added;
		} else {
			parts.push([id]);
			length = emptyLength + String(id).length;
		}
	}
	return parts;
}

const ENCODED_COMMA = encodeURIComponent(',');
