import type { INodeProperties } from 'n8n-workflow';

interface MapperParts {
	readonly name: string;
	readonly displayName: string;
	/** Of the node, that gives the fields of the chosen operation. */
	readonly method: string;
	/** How one field is called, e.g. `option`. */
	readonly word: string;
	/**
	 * Whether the fields are brought up to date whenever the form is opened, as choices that hang on
	 * others have to be. Older versions of n8n ignore it.
	 */
	readonly isRefreshed?: boolean;
	readonly show: Readonly<Record<string, string[]>>;
}

/** A form of the chosen operation's fields. It shows neither a description of its own nor of its fields. */
export function mapper(parts: MapperParts): INodeProperties {
	const { name, displayName, method, word, isRefreshed, show } = parts;
	return {
		displayName,
		name,
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		typeOptions: {
			loadOptionsDependsOn: ['resource', 'operation', 'operationId.value'],
			resourceMapper: {
				resourceMapperMethod: method,
				mode: 'add',
				supportAutoMap: false,
				...(isRefreshed && { refreshStaleSchemaOnOpen: true }),
				valuesLabel: displayName,
				fieldWords: { singular: word, plural: `${word}s` },
			},
		},
		displayOptions: { show },
	};
}
