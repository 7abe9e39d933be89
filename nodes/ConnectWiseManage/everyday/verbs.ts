import type { FormPart, Verb } from './types';

const LIST: readonly FormPart[] = ['filter', 'list', 'fields'];
const OF_RECORD: readonly FormPart[] = ['record', ...LIST];
const CHANGE: readonly FormPart[] = ['record', 'items'];

/**
 * By the value of `operation`, which alone tells what the form shows: no value is one of Any
 * Operation's (`delete` is), so that the parameters shared with it need to look at nothing else.
 */
export const VERBS: Readonly<Record<string, Verb>> = {
	addAddition: { name: 'Add Addition', kind: 'mutate', form: CHANGE },
	addNote: { name: 'Add Note', kind: 'mutate', form: CHANGE },
	attachFile: { name: 'Attach File', kind: 'mutate', form: CHANGE },
	count: { name: 'Count', kind: 'query', form: ['options', 'filter'] },
	create: { name: 'Create', kind: 'mutate', form: ['items'] },
	upsert: { name: 'Create or Update', kind: 'mutate', form: ['items', 'match'] },
	deleteRecord: { name: 'Delete', kind: 'delete', form: ['record'] },
	download: { name: 'Download', kind: 'query', form: ['record'] },
	downloadPdf: { name: 'Download PDF', kind: 'query', form: ['record'] },
	get: { name: 'Get', kind: 'query', form: ['record', 'fields'] },
	getAdditions: { name: 'Get Additions', kind: 'query', form: OF_RECORD },
	getFiles: { name: 'Get Files', kind: 'query', form: OF_RECORD },
	getAll: { name: 'Get Many', kind: 'query', form: ['options', 'files', ...LIST] },
	getNotes: { name: 'Get Notes', kind: 'query', form: OF_RECORD },
	logTime: { name: 'Log Time', kind: 'mutate', form: CHANGE },
	merge: { name: 'Merge', kind: 'mutate', form: CHANGE },
	update: { name: 'Update', kind: 'mutate', form: CHANGE },
	upload: { name: 'Upload', kind: 'mutate', form: ['items'] },
};

/** Operations, in the order of their names, whose form has the part. */
export function operationsWith(part: FormPart): string[] {
	return Object.keys(VERBS).filter((operation) => VERBS[operation]?.form.includes(part));
}
