import type { CollectedOperation } from './operations.mts';
import { placeholdersOf } from './paths.mts';
import { ACTION_VERBS, singularOf, titleOfSegment } from './words.mts';

const LABEL_SEPARATOR = ' › ';

const METHOD_VERBS = { POST: 'Create', PUT: 'Replace', PATCH: 'Update', DELETE: 'Delete' } as const;
const DOWNLOADS: Readonly<Record<string, string>> = {
	download: 'Download',
	image: 'Download Image',
	pdf: 'Download PDF',
	thumbnail: 'Download Thumbnail',
};

interface Title {
	readonly trail: readonly string[];
	readonly verb: string;
}

/**
 * Labels in the order given, made from path and method alone: `Service › Tickets › Get Many`.
 * Where a record can be read with and without its parent's id, the latter says so.
 */
export function labelsOf(operations: readonly CollectedOperation[]): readonly string[] {
	const fullest = new Map<string, number>();
	for (const operation of operations) {
		const title = kindAndLabel(operation);
		fullest.set(title, Math.max(fullest.get(title) ?? 0, placeholderCount(operation)));
	}
	return operations.map((operation) => {
		const isFullest = placeholderCount(operation) === fullest.get(kindAndLabel(operation));
		return labelOf(operation) + (isFullest ? '' : ` (Any ${parentOf(operation)})`);
	});
}

function kindAndLabel(operation: CollectedOperation): string {
	return `${operation.isReadOnly ? 'GET' : operation.walked.method} ${labelOf(operation)}`;
}

function placeholderCount(operation: CollectedOperation): number {
	return placeholdersOf(operation.walked.path).length;
}

function parentOf(operation: CollectedOperation): string {
	return singularOf(titleOfSegment(operation.walked.path.split('/')[2] ?? ''));
}

function labelOf(operation: CollectedOperation): string {
	const { trail, verb } = titleOf(operation);
	return [
		...(operation.override?.trail ?? trail.map(titleOfSegment)),
		operation.override?.verb ?? verb,
	].join(LABEL_SEPARATOR);
}

function titleOf(operation: CollectedOperation): Title {
	const { method, path } = operation.walked;
	const segments = path.split('/').filter(Boolean);
	const literals = segments.filter((segment) => !segment.startsWith('{'));
	const last = (literals.at(-1) ?? '').toLowerCase();
	const withoutLast = literals.slice(0, -1);
	if (operation.override?.isVerbOfSegment) return { trail: withoutLast, verb: '' };
	if (method === 'GET') return titleOfGet(operation, segments, literals);
	const action = ACTION_VERBS[last];
	if (action && (method === 'POST' || method === 'PATCH'))
		return { trail: withoutLast, verb: action };
	const verb = METHOD_VERBS[method];
	return last === 'bulk'
		? { trail: withoutLast, verb: `${verb} in Bulk` }
		: { trail: literals, verb };
}

function titleOfGet(
	operation: CollectedOperation,
	segments: readonly string[],
	literals: readonly string[],
): Title {
	const last = (literals.at(-1) ?? '').toLowerCase();
	const withoutLast = literals.slice(0, -1);
	if (!endsInLiteral(segments)) return { trail: literals, verb: 'Get' };
	if (literals.includes('count') && operation.response.kind === 'count') {
		return { trail: literals.filter((segment) => segment !== 'count'), verb: 'Count' };
	}
	const download = operation.response.kind === 'binary' ? DOWNLOADS[last] : undefined;
	if (download) return { trail: withoutLast, verb: download };
	if (last === 'default') return { trail: withoutLast, verb: 'Get Default' };
	if (last.startsWith('test')) return { trail: withoutLast, verb: ACTION_VERBS[last] ?? 'Test' };
	return { trail: literals, verb: operation.response.kind === 'array' ? 'Get Many' : 'Get' };
}

function endsInLiteral(segments: readonly string[]): boolean {
	return !segments.at(-1)?.startsWith('{');
}
