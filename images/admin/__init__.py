from .image import ImageAdmin

__all__ = ["ImageAdmin"]
