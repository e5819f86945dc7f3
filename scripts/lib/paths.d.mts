/** The folder of the repository, without a trailing slash. */
export const repositoryRoot: string;
