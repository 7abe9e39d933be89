import { writeComparison, type Clock, type Comparison } from './comparison';
import { ConditionError } from './ConditionError';
import { CUSTOM_FIELD_PREFIX, type FilterPlace } from './filterFields';
import { quoteText } from './quote';

/** How the rows of a filter go together. */
export type Combination =
	/** Records that meet all rows. */
	| 'all'
	/** Records that meet at least one row. */
	| 'any'
	/** Records that meet all rows of at least one group. */
	| 'groups';

export interface FilterRow {
	readonly comparison: Comparison;
	/** Letter of the group, where rows go together by groups. */
	readonly group: string;
}

/** The conditions of a list by the parameter they travel in; absent ones have no rows. */
export type BuiltConditions = Readonly<Partial<Record<FilterPlace, string>>>;

const PLACE_NAMES: Readonly<Record<FilterPlace, string>> = {
	conditions: 'fields of the record',
	childConditions: 'fields of lists in the record',
	customFieldConditions: 'custom fields',
};

const NEGATIONS: ReadonlySet<string> = new Set([
	'notEquals',
	'notIn',
	'notContains',
	'notLike',
	'isEmpty',
]);

/**
 * The rows of a filter as conditions. Rows of one list in the record, joined by "all", must be met by
 * one entry of that list, as ConnectWise has it.
 *
 * @throws ConditionError for what ConnectWise cannot ask, with the reason.
 */
export function buildConditions(
	rows: readonly FilterRow[],
	combination: Combination,
	clock: Clock,
): BuiltConditions {
	for (const { comparison } of rows) assertAskable(comparison);
	const groups = toGroups(rows, combination);
	if (groups.length > 1) assertOnePlace(rows);
	const places: FilterPlace[] = ['conditions', 'childConditions', 'customFieldConditions'];
	const built: Partial<Record<FilterPlace, string>> = {};
	for (const place of places) {
		const parts = groups
			.map((group) => writeGroup(group, place, clock))
			.filter((text) => text !== '');
		if (parts.length > 0) built[place] = join(parts, 'or');
	}
	return built;
}

/** Rows that must be met together; a record has to meet those of one group. */
function toGroups(
	rows: readonly FilterRow[],
	combination: Combination,
): ReadonlyArray<readonly FilterRow[]> {
	if (rows.length === 0) return [];
	if (combination === 'all') return [rows];
	if (combination === 'any') return rows.map((row) => [row]);
	const byLetter = new Map<string, FilterRow[]>();
	for (const row of rows) {
		const group = byLetter.get(row.group);
		if (group) group.push(row);
		else byLetter.set(row.group, [row]);
	}
	return [...byLetter.values()];
}

function writeGroup(rows: readonly FilterRow[], place: FilterPlace, clock: Clock): string {
	const here = rows.filter(({ comparison }) => comparison.field.place === place);
	if (place === 'customFieldConditions') assertOneCustomField(here);
	return join(
		here.map(({ comparison }) => writeRow(comparison, clock)),
		'and',
	);
}

function writeRow(comparison: Comparison, clock: Clock): string {
	const { path, place, label } = comparison.field;
	if (place !== 'customFieldConditions') return writeComparison(comparison, path, clock);
	const caption = quoteText(path.slice(CUSTOM_FIELD_PREFIX.length), label);
	return `caption = ${caption} and ${writeComparison(comparison, 'value', clock)}`;
}

function join(parts: readonly string[], word: 'and' | 'or'): string {
	if (word === 'and' || parts.length === 1) return parts.join(` ${word} `);
	return parts.map((part) => (part.includes(' and ') ? `(${part})` : part)).join(' or ');
}

function assertAskable({ field, operator }: Comparison): void {
	if (field.place !== 'childConditions' || !NEGATIONS.has(operator.value)) return;
	throw new ConditionError(
		`"${operator.name}" cannot be used with ${field.label}: ConnectWise tells whether some entry matches, not whether none does`,
		'Remove this row and filter the records after this node, e.g. with a Filter node',
	);
}

function assertOnePlace(rows: readonly FilterRow[]): void {
	const places = [...new Set(rows.map(({ comparison }) => comparison.field.place))];
	if (places.length < 2) return;
	const names = places.map((place) => PLACE_NAMES[place]).join(' and ');
	throw new ConditionError(
		`ConnectWise cannot join ${names} by "or"`,
		'Join them by All, or read each part with a node of its own and join the results with Remove Duplicates',
	);
}

function assertOneCustomField(rows: readonly FilterRow[]): void {
	const captions = new Set(rows.map(({ comparison }) => comparison.field.path));
	if (captions.size < 2) return;
	throw new ConditionError(
		'ConnectWise can look at one custom field only where all rows must be met',
		'Keep one of them here, and check the others after this node, e.g. with a Filter node',
	);
}
