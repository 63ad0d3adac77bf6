# One image holds all programs: the api (the default command), the runner (`node dist/runner.js`, as the api's Jobs call
# it), the import, migrate, doctor and copy-storage. Built with docker, podman, or `buildah bud --isolation chroot`, from
# npm's and Debian's packages alone:
#   docker build -t clip-chatbot --build-arg REVISION="$(git rev-parse HEAD)" .
# podman and buildah keep the HEALTHCHECK with `--format docker` only. `IMAGE=clip-chatbot npm run test:image` looks into it.
# BASE_IMAGE is any Debian 12 with Node.js 20.19 or newer; pin it by digest for releases.
ARG BASE_IMAGE=docker.io/library/node:22-bookworm-slim

FROM ${BASE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
# Install scripts only serve the embedded database and developers' tools.
RUN npm ci --ignore-scripts --include=dev --no-audit --no-fund
COPY . .
RUN node scripts/run.cjs build && node scripts/build/image-packages.mjs /packages

FROM ${BASE_IMAGE}
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="clip-chatbot" \
  org.opencontainers.image.description="Edit one clip of a music video by chat: the API with its web app, and the runner" \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production \
  HOST=0.0.0.0 \
  PORT=4000 \
  DATA_DIR=/data \
  FFMPEG_PATH=/usr/bin/ffmpeg \
  FFPROBE_PATH=/usr/bin/ffprobe
WORKDIR /app
# Root's, so that the program cannot write what it runs.
COPY --from=build /app/package.json /app/LICENSE ./
# The programs are bundles: what is left is native code.
COPY --from=build /packages/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/prisma/migrations ./prisma/migrations
RUN install -d -o 1000 -g 1000 /data
USER 1000:1000
EXPOSE 4000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/api.js"]
