// The documentation of the API, drawn from its OpenAPI description; nothing is asked of another host.
/* global SwaggerUIBundle */

window.addEventListener("DOMContentLoaded", () => {
  SwaggerUIBundle({
    url: "/openapi.json",
    dom_id: "#docs",
    deepLinking: true,
    validatorUrl: null,
    defaultModelsExpandDepth: 0,
    docExpansion: "list",
    tryItOutEnabled: true,
    presets: [SwaggerUIBundle.presets.apis],
  });
});
