import type { IDataObject } from 'n8n-workflow';
import { activeOptions } from '../../../../lookups/customFieldOptions';
import type { RequestPlan } from '../../../../request/plan';
import { decode } from '../../../../response/reading/decode';
import { numberOf, textOf } from '../../../../response/items/plain';
import { isPlainObject } from '../../../parameters/values/values';
import { ParameterError, show } from '../../../parameters/ParameterError';
import type { Runtime } from '../../../run/runtime';

const DEFINITIONS = '/system/userDefinedFields';

interface Definition {
	readonly id: number;
	readonly caption: string;
	readonly type: unknown;
	/** Choices in use; empty where the field takes anything. */
	readonly options: readonly string[];
}

/** What was read in an execution, by id; an id that is not there was asked for in vain. */
const definitionsOf = new WeakMap<Runtime, Map<number, Definition | undefined>>();

/**
 * Definitions of custom fields by id, each read once in a run. Those that the API member may not read
 * are left out: the server checks the values itself.
 */
export async function findDefinitions(
	runtime: Runtime,
	ids: readonly number[],
): Promise<ReadonlyMap<number, Definition>> {
	const known = definitionsOf.get(runtime) ?? new Map<number, Definition | undefined>();
	definitionsOf.set(runtime, known);
	await runtime.inTurn(DEFINITIONS, async () => {
		const missing = ids.filter((id) => !known.has(id));
		if (missing.length === 0) return;
		for (const id of missing) known.set(id, undefined);
		for (const definition of await read(runtime, missing)) known.set(definition.id, definition);
	});
	return new Map(
		ids.flatMap((id): Array<[number, Definition]> => {
			const definition = known.get(id);
			return definition ? [[id, definition]] : [];
		}),
	);
}

/**
 * The option that a value names, in its own spelling.
 *
 * @throws ParameterError naming the options for any other value.
 */
export function toOption(
	value: IDataObject[string],
	{ options, caption }: Definition,
): IDataObject[string] {
	if (options.length === 0 || value === null || value === undefined || value === '') return value;
	const wanted = textOf(value).trim().toLowerCase();
	const found = options.find((option) => option.toLowerCase() === wanted);
	if (found !== undefined) return found;
	throw new ParameterError(
		`The custom field "${caption}" has no option ${show(value)}`,
		`Choose one of ${options.join(', ')}`,
	);
}

async function read(runtime: Runtime, ids: readonly number[]): Promise<Definition[]> {
	const plan: RequestPlan = {
		method: 'GET',
		path: DEFINITIONS,
		query: {
			conditions: `id in (${ids.join(',')})`,
			fields: 'id,caption,fieldTypeIdentifier,options',
			pageSize: '1000',
		},
		isRepeatable: true,
		label: 'the definitions of custom fields',
	};
	const outcome = await runtime.client.exchange(plan);
	const decoded = outcome.isOk ? decode(outcome.response) : undefined;
	const rows: unknown[] =
		decoded?.kind === 'json' && Array.isArray(decoded.value) ? decoded.value : [];
	return rows.filter(isPlainObject).map(toDefinition);
}

function toDefinition(row: Record<string, unknown>): Definition {
	return {
		id: numberOf(row.id),
		caption: textOf(row.caption ?? row.id),
		type: row.fieldTypeIdentifier,
		options: activeOptions(row.options),
	};
}
