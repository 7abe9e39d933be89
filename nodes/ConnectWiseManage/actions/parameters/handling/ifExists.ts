import type { OperationTemplate } from '../../../catalogue';
import { readJob } from '../operation/job';
import { ParameterError, show } from '../ParameterError';
import type { ParameterSource } from '../parameterSource';
import { readChoice } from '../plain/choices';
import { toElements } from '../plain/lists';

const CHOICES = ['create', 'update', 'leave', 'error', 'updateOnly'] as const;

export interface IfExists {
	readonly mode: Exclude<(typeof CHOICES)[number], 'create'>;
	/** Names of the Match Fields; empty for the usual ones. */
	readonly fields: readonly string[];
}

/**
 * What a create is to do about a record that is there already; `undefined` for a plain create.
 *
 * @throws ParameterError for other choices, and for what names no fields.
 */
export function readIfExists(
	context: ParameterSource,
	{ kind, method }: OperationTemplate,
	itemIndex: number,
): IfExists | undefined {
	if (kind !== 'mutate' || method !== 'POST') return undefined;
	const job = readJob(context, itemIndex);
	const given = job
		? job.updatesExisting && 'update'
		: context.getNodeParameter('ifExists', itemIndex, 'create');
	const mode = readChoice(given || undefined, 'If It Exists Already', CHOICES, 'create');
	if (mode === 'create') return undefined;
	return { mode, fields: toNames(context.getNodeParameter('matchFields', itemIndex, [])) };
}

function toNames(given: unknown): string[] {
	if (given === undefined || given === null) return [];
	const elements = toElements(given) ?? [given];
	const names = elements.map((name) => {
		if (typeof name === 'string' && !name.trim().startsWith('{')) return name.trim();
		throw new ParameterError(
			`Match Fields must be names of fields, not ${show(name)}`,
			'Choose them from the list, or correct the expression',
		);
	});
	return [...new Set(names.filter((name) => name !== ''))];
}
