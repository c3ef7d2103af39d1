"""Static files as they are served: named after their content, compressed, cached for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    # Scripts import each other by relative paths; those are rewritten too.
    support_js_module_import_aggregation = True
