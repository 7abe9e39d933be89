import { TABLE } from './table';
import type { Job } from './types';

/** The value of `resource` under which every operation of the API can be had. */
export const ANY_OPERATION = 'api';

export const JOBS: readonly Job[] = TABLE.map(
	([resource, operation, action, operationId, details]) => ({
		resource,
		operation,
		action,
		operationId,
		...details,
	}),
);

const byName: ReadonlyMap<string, Job> = new Map(
	JOBS.map((job) => [nameOf(job.resource, job.operation), job]),
);

/** The everyday job that two parameters name; `undefined` for Any Operation and for what is no job. */
export function findJob(resource: unknown, operation: unknown): Job | undefined {
	return byName.get(nameOf(resource, operation));
}

function nameOf(resource: unknown, operation: unknown): string {
	return `${String(resource)} ${String(operation)}`;
}

/** Fields of a form that a job gives itself. */
export function givenFields(job: Job | undefined, form: 'options' | 'items'): ReadonlySet<string> {
	const places = [
		...(job?.record ? [job.record] : []),
		...Object.keys(job?.preset ?? {}),
		...(job?.choice?.options ?? []).flatMap(({ sets }) => Object.keys(sets)),
	];
	const start = `${form}.`;
	return new Set(
		places.filter((place) => place.startsWith(start)).map((place) => place.slice(start.length)),
	);
}
