import type { INodeParameters } from 'n8n-workflow';
import { isRecord } from '../../../response/items/isRecord';
import { hashOf } from './hash';

/** What decides which records are looked at. */
const TELLING_PARAMETERS = [
	'operationId',
	'optionsMode',
	'options',
	'optionsJson',
	'conditionsMode',
	'conditionsText',
	'filterCombination',
	'filters',
];

/**
 * Short text that is another one for another site or another choice of records. Parameters count as
 * they are entered: an expression such as a date in conditions gives something else at each poll.
 */
export function fingerprintOf(apiRoot: string, parameters: INodeParameters): string {
	const chosen = TELLING_PARAMETERS.map((name) => essenceOf(parameters[name]));
	return hashOf([apiRoot, ...chosen]);
}

/** Of a form or a list, what was chosen; n8n renews its schema and its cached name as it likes. */
function essenceOf(parameter: unknown): unknown {
	if (!isRecord(parameter)) return parameter ?? null;
	return 'value' in parameter ? (parameter.value ?? null) : parameter;
}
