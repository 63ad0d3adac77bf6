/** Whether the program runs in a pod of Kubernetes, where each line of output is JSON, for whatever collects them. */
export const isInPod = (variables: NodeJS.ProcessEnv): boolean =>
  Boolean(variables['KUBERNETES_SERVICE_HOST']);
