/** What the node sends otherwise than the client that was recorded, and why that is right. */
export interface Difference {
	readonly reason: string;
	/** The body that goes out in place of the recorded one. */
	readonly sentFor: (recorded: object) => unknown;
}

/** JSON with numbers for ids that were text, at any depth. */
const withNumericIds = (recorded: object): unknown =>
	JSON.parse(JSON.stringify(recorded), (name, value: unknown) =>
		name === 'id' && typeof value === 'string' ? Number(value) : value,
	);

const asFormFields = (recorded: object): unknown =>
	Object.fromEntries(Object.entries(recorded).map(([name, value]) => [name, String(value)]));

/** Reviewed by hand, by name of the recording. A body that does not stand here goes out as recorded. */
export const DIFFERENCES: ReadonlyMap<string, Difference> = new Map([
	[
		'032-postCompanyContacts-201',
		{
			reason:
				'Ids are integers in the API document; that servers take them as text is not promised.',
			sentFor: withNumericIds,
		},
	],
	[
		'058-postSystemDocuments-201',
		{
			reason: 'The recording shows the values that were given; a form holds nothing but text.',
			sentFor: asFormFields,
		},
	],
	[
		'065-postServiceTicketsSearch-400',
		{
			reason:
				'A list that has no other order is read by id, so that no page hides or repeats a row.',
			sentFor: (recorded: object) => ({ ...recorded, orderBy: 'id asc' }),
		},
	],
]);
