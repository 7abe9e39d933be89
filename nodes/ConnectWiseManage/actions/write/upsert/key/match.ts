import type { OperationTemplate } from '../../../../catalogue';
import { findUpsertRoutes, type UpsertRoutes } from '../../../../catalogue/records/upsertRoutes';
import { CUSTOM_FIELD_PREFIX } from '../../../../conditions/filterFields';
import { findMatchFields, type MatchField } from '../../../../conditions/matchFields';
import type { IfExists } from '../../../parameters/handling/ifExists';
import { ParameterError, show } from '../../../parameters/ParameterError';
import { usualFields } from './usualFields';

/** How the record that a create would double is found, for one input item. */
export interface Match {
	readonly mode: IfExists['mode'];
	readonly routes: UpsertRoutes;
	/** Sets of fields, best first: those chosen, or the usual ones. */
	readonly sets: ReadonlyArray<readonly MatchField[]>;
}

interface Searchable {
	readonly routes?: UpsertRoutes;
	readonly known: readonly MatchField[];
}

/** Worked out once for each operation, and not for each item. */
const searchables = new WeakMap<OperationTemplate, Promise<Searchable>>();

async function searchable(template: OperationTemplate): Promise<Searchable> {
	const found = searchables.get(template) ?? toSearchable(template);
	searchables.set(template, found);
	return await found;
}

async function toSearchable(template: OperationTemplate): Promise<Searchable> {
	const routes = await findUpsertRoutes(template);
	return { routes, known: routes ? await findMatchFields(template, routes.list) : [] };
}

/** @throws ParameterError where the operation cannot look for records, or not by these fields. */
export async function planMatch(
	{ mode, fields: names }: IfExists,
	template: OperationTemplate,
): Promise<Match> {
	const { routes, known } = await searchable(template);
	if (!routes) {
		throw new ParameterError(
			`If It Exists Already cannot be used with ${template.label}: ConnectWise has no list to look the record up in, or no way to change it`,
			'Set it to Create Another, or choose an operation that creates a record of a list',
		);
	}
	const wanted = names.length > 0 ? [names] : usualFields(template.path);
	if (wanted.length === 0) {
		throw new ParameterError(
			`Match Fields is empty, and ${template.label} has no default for it`,
			'Choose the fields that identify a record',
		);
	}
	return { mode, routes, sets: wanted.map((set) => set.map((name) => find(name, known, routes))) };
}

function find(name: string, known: readonly MatchField[], { list }: UpsertRoutes): MatchField {
	const wanted = name.replace(/\./g, '/').toLowerCase();
	const found = known.find((field) => field.name.toLowerCase() === wanted);
	if (found) return found;
	const [asked] = known.flatMap((field) =>
		field.asked.filter(({ path }) => path.toLowerCase() === wanted),
	);
	if (asked) return { name: asked.path, label: asked.label, asked: [asked] };
	const takesThem = list.parameters.some((one) => one.name === 'customFieldConditions');
	const caption = /^customFields[/.](.+)$/i.exec(name)?.[1]?.trim() ?? '';
	if (caption !== '' && takesThem) {
		const label = `Custom Field ${caption}`;
		return { name: `${CUSTOM_FIELD_PREFIX}${caption}`, label, asked: [] };
	}
	throw new ParameterError(
		`Match Fields: records cannot be searched by ${show(name)}`,
		`Choose from the list: ${known.map((field) => field.name).join(', ')}`,
	);
}
