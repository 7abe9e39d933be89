/** Made by the generator: what the bundled templates were made from. */
export const catalogueInfo = {
	apiVersion: '2025.16',
	/** Of the OpenAPI document. */
	sha256: '3985eaa2382037fd333a49abbb096c7c40e179a141325dd3a5c476de2b154d33',
	operationCount: 3100,
} as const;
