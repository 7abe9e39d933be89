import type { IDataObject } from 'n8n-workflow';
import type { FieldTemplate, OperationTemplate } from '../../../catalogue';

/** A column of a file: what stands above it, and where its value lies in a record. */
export interface Column {
	readonly header: string;
	readonly path: readonly string[];
}

/** What the document leaves open of the bookkeeping that each record carries, its address aside. */
const INFO_MEMBERS = ['lastUpdated', 'updatedBy'];

/**
 * The columns of a list: the fields chosen, else all that its records are known to have. A
 * reference has one for each of its plain members (`board.id`, `board.name`), lists and other
 * nested values are one each. Of simplified records every field is one.
 *
 * @returns No columns where no field was chosen and nothing is known of the records.
 */
export function columnsOf(
	template: OperationTemplate,
	fields: string | undefined,
	isSimplified: boolean,
): Column[] {
	const known = template.schemas.get(template.response.schema ?? '') ?? [];
	const paths =
		fields === undefined
			? known.filter(({ writeOnly }) => !writeOnly).flatMap((field) => pathsOf(field, template))
			: fields
					.split(',')
					.map((name) => name.trim())
					.filter((name) => name !== '')
					.flatMap((name) => chosenPaths(name.split('/'), known, template));
	return isSimplified ? simplified(paths) : distinct(paths);
}

/** Every name in rows that are all at hand, in the order in which they come up. */
export function columnsOfRows(rows: readonly IDataObject[]): Column[] {
	return distinct(rows.flatMap((row) => Object.keys(row).map((name) => [name])));
}

function pathsOf(field: FieldTemplate, { schemas }: OperationTemplate): string[][] {
	const { name, isReference, schema } = field;
	if (name === '_info') return INFO_MEMBERS.map((member) => [name, member]);
	const members = isReference ? (schemas.get(schema ?? '') ?? []) : [];
	const plain = members.filter(({ type }) => type !== 'object' && type !== 'array');
	return plain.length === 0 ? [[name]] : plain.map((member) => [name, member.name]);
}

/** A reference that is chosen whole has its members as it has without a choice. */
function chosenPaths(
	path: readonly string[],
	known: readonly FieldTemplate[],
	template: OperationTemplate,
): string[][] {
	const spelt = spell(path, known, template);
	const field = known.find(({ name }) => name === spelt[0]);
	return spelt.length === 1 && field ? pathsOf(field, template) : [spelt];
}

/** ConnectWise does not mind the case of a name, and answers in its own. */
function spell(
	[first = '', ...rest]: readonly string[],
	known: readonly FieldTemplate[],
	template: OperationTemplate,
): string[] {
	const field = known.find(({ name }) => name.toLowerCase() === first.trim().toLowerCase());
	const members = template.schemas.get(field?.schema ?? '') ?? [];
	const name = field?.name ?? first.trim();
	return rest.length === 0 ? [name] : [name, ...spell(rest, members, template)];
}

function simplified(paths: readonly string[][]): Column[] {
	return distinct(paths.map(([name = '']) => [name]).filter(([name]) => name !== '_info'));
}

function distinct(paths: readonly string[][]): Column[] {
	const columns = new Map(paths.map((path) => [path.join('.'), path]));
	return [...columns].map(([header, path]) => ({ header, path }));
}
