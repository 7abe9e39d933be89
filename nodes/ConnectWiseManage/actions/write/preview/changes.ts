import type { OperationTemplate } from '../../../catalogue';
import { isPlainObject } from '../../parameters/values/values';
import { isSame } from '../body/changes/isSame';
import { isPatch } from '../body/changes/patch';

/** One field that a write would change; null where there is nothing. */
interface Change {
	readonly field: string;
	readonly old: unknown;
	readonly new: unknown;
}

/**
 * What a body would change in a record.
 *
 * @param body A patch, or the record that would take its place.
 */
export function changesIn(
	body: unknown,
	present: Readonly<Record<string, unknown>>,
	{ body: { schema }, schemas }: OperationTemplate,
): Change[] {
	return toTargets(body).flatMap(([field, value]): Change[] => {
		const steps = field.split(/[/.]/).filter((step) => step !== '');
		const old = steps.reduce<unknown>(memberOf, present);
		const template = schemas.get(schema ?? '')?.find(({ name }) => name === field);
		if (isSame(value, old, template, schemas)) return [];
		return [{ field, old: old ?? null, new: value ?? null }];
	});
}

function toTargets(body: unknown): Array<[string, unknown]> {
	if (isPatch(body)) {
		return body.map(({ op, path, value }) => [path, op === 'remove' ? null : value]);
	}
	if (!isPlainObject(body)) return [];
	return Object.entries(body).filter(([name]) => name !== '_info');
}

function memberOf(within: unknown, step: string): unknown {
	if (typeof within !== 'object' || within === null) return undefined;
	return Object.prototype.hasOwnProperty.call(within, step)
		? (within as Readonly<Record<string, unknown>>)[step]
		: undefined;
}
