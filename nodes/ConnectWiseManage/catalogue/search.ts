import type { OperationKind, OperationSummary } from './types';

/** Matches of all words in id, path or label; ranked by label. */
export function searchSummaries(
	summaries: readonly OperationSummary[],
	kind: OperationKind,
	query: string,
): readonly OperationSummary[] {
	const words = query.toLowerCase().split(/\s+/).filter(Boolean);
	return summaries
		.filter((summary) => summary.kind === kind)
		.filter(({ id, path, label }) => {
			const text = `${id} ${path} ${label}`.toLowerCase();
			return words.every((word) => text.includes(word));
		})
		.sort((left, right) => left.path.length - right.path.length);
}
