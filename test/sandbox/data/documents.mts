import type { JsonObject } from '../json.mts';
import { uuidOf } from '../random.mts';
import { EVERYTHING } from '../records/store.mts';
import type { RecordStore } from '../records/store.mts';
import type { Builder } from './builder.mts';

const DOCUMENT_COUNT = 8;
const DOCUMENTS_PER_TICKET = 2;

/** Documents that are there from the start; their content is a line of text. */
export const seededDocuments = (builder: Builder): JsonObject[] =>
	Array.from({ length: DOCUMENT_COUNT }, (_, index): JsonObject => {
		const id = index + 1;
		return {
			id,
			title: `Sample document ${id}`,
			fileName: `sample-${id}.txt`,
			serverFileName: `${uuidOf(id, 1)}.txt`,
			owner: 'Admin1',
			linkFlag: false,
			imageFlag: false,
			publicFlag: true,
			htmlTemplateFlag: false,
			readOnlyFlag: false,
			size: `Sample document ${id}\n`.length,
			urlFlag: false,
			createdOnDate: builder.time(id),
			guid: uuidOf(id, 7),
			_info: builder.info(id),
		};
	});

/** They hang on the first service tickets, two on each. */
export function seededOwners(tickets: RecordStore): ReadonlyMap<number, string> {
	const ids = tickets.select(EVERYTHING, 0, DOCUMENT_COUNT / DOCUMENTS_PER_TICKET);
	return new Map(
		ids.flatMap((ticket, index) =>
			Array.from({ length: DOCUMENTS_PER_TICKET }, (_, at): [number, string] => [
				index * DOCUMENTS_PER_TICKET + at + 1,
				`ticket:${ticket}`,
			]),
		),
	);
}
