import type { Choice } from './types';

const DISCUSSION = 'items.detailDescriptionFlag';
const INTERNAL = 'items.internalAnalysisFlag';
const RESOLUTION = 'items.resolutionFlag';

/** Where a ticket shows the note. All flags are sent, so that a record given as JSON adds none. */
export const NOTE_TYPE: Choice = {
	parameter: 'noteType',
	label: 'Note Type',
	// What nobody outside reads, unless it is meant to be read.
	usual: 'internal',
	options: [
		{
			name: 'Discussion',
			value: 'discussion',
			description: 'The customer sees it',
			sets: { [DISCUSSION]: true, [INTERNAL]: false, [RESOLUTION]: false },
		},
		{
			name: 'Internal',
			value: 'internal',
			description: 'Staff only',
			sets: { [DISCUSSION]: false, [INTERNAL]: true, [RESOLUTION]: false },
		},
		{
			name: 'Resolution',
			value: 'resolution',
			description: 'The customer sees it, as what solved the ticket',
			sets: { [DISCUSSION]: false, [INTERNAL]: false, [RESOLUTION]: true },
		},
	],
};
