/** Made by the generator: what the bundled templates were made from. */
export const catalogueInfo = {
	apiVersion: '2025.16',
	/** Of the OpenAPI document. */
	sha256: 'ecddc683016b78c510dd5ddbe279fffdef2b16b5a61e2ee35debb99e134f89d5',
	operationCount: 3091,
} as const;
