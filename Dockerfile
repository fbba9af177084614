# Built once, run without compilers and development packages.
FROM node:20-bookworm-slim AS manifests
WORKDIR /haven
COPY package.json package-lock.json .npmrc ./
COPY shared/package.json shared/
COPY server/package.json server/
COPY widget/package.json widget/
COPY console/package.json console/
COPY test/package.json test/

FROM manifests AS build
RUN npm ci
COPY . .
RUN node server/bin/build.mjs

FROM manifests
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
RUN npm ci --omit=dev --workspace=@haven/server --workspace=@haven/shared \
  && npm cache clean --force \
  && mkdir /data && chown node:node /data
COPY server/migrations server/migrations
# Lua is read where it is written.
COPY server/src server/src
COPY --from=build /haven/shared/dist shared/dist
COPY --from=build /haven/server/dist server/dist
COPY --from=build /haven/widget/dist widget/dist
COPY --from=build /haven/console/dist console/dist
COPY widget/demo widget/demo
USER node
EXPOSE 3000
VOLUME /data
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/dist/main.js"]
