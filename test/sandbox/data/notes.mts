import type { JsonObject } from '../json.mts';
import { hash } from '../random.mts';
import type { Builder } from './builder.mts';
import { at } from './builder.mts';

const TEXTS = [
	'The user reports the sample problem.',
	'Checked the cables and restarted.',
	'Waiting for a reply from the client.',
	'Solved by replacing the part.',
];

/** Notes of one ticket: a description first, then analysis, and a resolution for some. */
export function buildNotes(
	builder: Builder,
	members: readonly JsonObject[],
	ticketId: number,
): JsonObject[] {
	const draw = hash(builder.context.options.seed, ticketId, 81);
	return Array.from(
		{ length: 1 + (draw % 4) },
		(_, index): JsonObject => ({
			id: ticketId * 5 + index,
			ticketId,
			text: at(TEXTS, index),
			detailDescriptionFlag: index === 0,
			internalAnalysisFlag: index === 1 || index === 2,
			resolutionFlag: index === 3,
			issueFlag: false,
			member: builder.ref('MemberReference', 'system/members', at(members, hash(draw, index) % 11)),
			dateCreated: builder.time(draw, index),
			createdBy: String(at(members, hash(draw, index) % 11)['identifier']),
			internalFlag: index === 1 || index === 2,
			externalFlag: false,
			_info: builder.info(draw),
		}),
	);
}
