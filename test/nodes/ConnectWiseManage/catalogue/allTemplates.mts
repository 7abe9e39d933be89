import { listModules, loadModule } from '../../../../nodes/ConnectWiseManage/catalogue/index.ts';
import type { OperationTemplate } from '../../../../nodes/ConnectWiseManage/catalogue/types.ts';

export async function loadAllTemplates(): Promise<readonly OperationTemplate[]> {
	const modules = await Promise.all(listModules().map(loadModule));
	return modules.flat();
}

/** Like `filter`, but answers ids: what a failed expectation should show of 3,100 templates. */
export function idsWhere(
	templates: readonly OperationTemplate[],
	isFaulty: (template: OperationTemplate) => boolean,
): string[] {
	return templates.filter(isFaulty).map(({ id }) => id);
}

export function countBy<T>(
	values: readonly T[],
	keyOf: (value: T) => string,
): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const value of values) counts[keyOf(value)] = (counts[keyOf(value)] ?? 0) + 1;
	return counts;
}
