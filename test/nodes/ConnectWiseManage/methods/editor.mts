import type { ILoadOptionsFunctions } from 'n8n-workflow';

/** The part of n8n's editor context that the methods read: parameters of the open node. */
export function editorWith(parameters: Readonly<Record<string, unknown>>): ILoadOptionsFunctions {
	const context: Pick<ILoadOptionsFunctions, 'getCurrentNodeParameter'> = {
		getCurrentNodeParameter: ((name: string) =>
			parameters[name]) as ILoadOptionsFunctions['getCurrentNodeParameter'],
	};
	return context as ILoadOptionsFunctions;
}
