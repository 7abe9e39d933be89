import type { OperationKind } from '../../../catalogue';
import { ANY_OPERATION, findJob } from '../../../everyday/jobs';
import type { Job } from '../../../everyday/types';
import { findRecord } from '../../../everyday/records';
import { VERBS } from '../../../everyday/verbs';
import { ParameterError, show } from '../ParameterError';
import type { ParameterSource } from '../parameterSource';

/** The operation that asks the bundled catalogue instead of ConnectWise. */
export const FIND = 'find';

/** What n8n's server puts behind our own choices, and leaves to the HTTP Request node. */
const CUSTOM_API_CALL = '__CUSTOM_API_CALL__';

const KINDS: readonly unknown[] = ['query', 'mutate', 'delete'] satisfies OperationKind[];

/**
 * What the node is to do, by Resource and Operation. Workflows from before there was a Resource have
 * none.
 *
 * @throws ParameterError for what is no choice of either.
 */
export function readChosenKind(context: ParameterSource): OperationKind | typeof FIND {
	const [resource, operation] = readNames(context, 0);
	if (resource === CUSTOM_API_CALL || operation === CUSTOM_API_CALL) {
		throw new ParameterError(
			'Custom API Call is done by the HTTP Request node, not by this one',
			'Add an HTTP Request node with Predefined Credential Type set to ConnectWise Manage (PSA) API; or set Resource to Any Operation here, which has every operation of the API',
		);
	}
	const job = findJob(resource, operation);
	const kind = job && VERBS[job.operation]?.kind;
	if (kind !== undefined) return kind;
	if (resource === ANY_OPERATION) {
		if (operation === FIND || isKind(operation)) return operation;
		throw new ParameterError(
			`The operation ${show(operation)} is not known`,
			'Choose Query, Mutate, Delete or Find Operations as Operation',
		);
	}
	const record = findRecord(resource);
	throw new ParameterError(
		record
			? `${record.name} has no operation ${show(operation)}`
			: `The resource ${show(resource)} is not known`,
		'Choose Resource and Operation from their lists; Any Operation has everything else',
	);
}

/** The everyday job that the node is set to, if it is one. */
export function readJob(context: ParameterSource, itemIndex: number): Job | undefined {
	return findJob(...readNames(context, itemIndex));
}

function readNames(
	context: ParameterSource,
	itemIndex: number,
): [resource: unknown, operation: unknown] {
	return [
		context.getNodeParameter('resource', itemIndex, ANY_OPERATION),
		context.getNodeParameter('operation', itemIndex, ''),
	];
}

function isKind(kind: unknown): kind is OperationKind {
	return KINDS.includes(kind);
}
